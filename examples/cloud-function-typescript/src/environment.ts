/** 读取必须设置的环境变量，没有就报出名字 / Reads a variable that must be set; names the one that is not. */
export function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`没有设置环境变量 ${name} / environment variable ${name} is not set`);
  return value;
}
