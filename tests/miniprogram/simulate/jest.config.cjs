module.exports = {
  testEnvironment: 'jsdom',
  testMatch: ['<rootDir>/*.test.cjs'],
  // what the developer tools' npm build made, as the pages find it in WeChat
  moduleDirectories: ['miniprogram_npm', 'node_modules'],
  transform: {},
  // A limit for what hangs, not for a slow machine.
  testTimeout: 300_000,
};
