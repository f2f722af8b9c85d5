/** The clock in whole Unix seconds. */
export function clockSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
