// The words of the site around its pages, in both languages.

export const words = {
  zh: {
    description: '微信小程序接入腾讯云验证码：签发 aidEncrypted，读取验证结果，校验票据',
    guide: '指南',
    errors: '错误',
    playground: '演示',
    edit: '在 GitHub 上编辑此页',
    theme: {
      outline: { level: [2, 3], label: '本页目录' },
      docFooter: { prev: '上一页', next: '下一页' },
      darkModeSwitchLabel: '深色主题',
      lightModeSwitchTitle: '切换到浅色主题',
      darkModeSwitchTitle: '切换到深色主题',
      sidebarMenuLabel: '目录',
      returnToTopLabel: '回到顶部',
      langMenuLabel: '切换语言',
      skipToContentLabel: '跳到正文',
      notFound: {
        title: '没有这个页面',
        quote: '地址可能已经改变，请从目录或搜索中查找。',
        linkLabel: '回到首页',
        linkText: '回到首页',
      },
    },
    search: {
      button: { buttonText: '搜索', buttonAriaLabel: '搜索' },
      modal: {
        displayDetails: '显示正文',
        resetButtonTitle: '清空',
        backButtonTitle: '关闭',
        noResultsText: '没有找到',
        footer: {
          selectText: '打开',
          selectKeyAriaLabel: '回车键',
          navigateText: '选择',
          navigateUpKeyAriaLabel: '向上键',
          navigateDownKeyAriaLabel: '向下键',
          closeText: '关闭',
          closeKeyAriaLabel: 'Esc 键',
        },
      },
    },
  },
  en: {
    description:
      'Tencent Captcha for WeChat mini programs: issues aidEncrypted, reads the result, checks the ticket',
    guide: 'Guide',
    errors: 'Errors',
    playground: 'Playground',
    edit: 'Edit this page on GitHub',
    theme: {
      notFound: {
        title: 'Page not found',
        quote: 'The address may have changed: look in the menu, or search.',
      },
    },
  },
};
