module.exports = { resolve: { extensionAlias: { '.js': ['.node.ts', '.ts'] } } };
