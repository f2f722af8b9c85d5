module.exports = {
  testEnvironment: 'jsdom',
  testMatch: ['<rootDir>/*.test.cjs'],
  // what the developer tools' npm build made, as the pages find it in WeChat
  moduleDirectories: ['miniprogram_npm', 'node_modules'],
  transform: {},
};
