// What tests put in the place of TCaptcha.js: the same class, constructor and callback, with the
// simulator as the service (window.simulatorSolve) and three buttons as the puzzle.
// Shapes: the vendor's page 1110/36841.
window.TencentCaptcha = class {
  constructor(captchaAppId, callback, options = {}) {
    if (typeof captchaAppId !== 'string' || typeof callback !== 'function') {
      throw new Error('TencentCaptcha takes the CaptchaAppId and a callback');
    }
    Object.assign(this, { captchaAppId, callback, options });
  }

  show() {
    const dialog = document.createElement('dialog');
    dialog.id = 'tcaptcha';
    for (const outcome of ['solved', 'failed', 'closed']) {
      const button = document.createElement('button');
      button.textContent = outcome;
      button.onclick = () => this.#end(dialog, outcome);
      dialog.append(button);
    }
    document.body.append(dialog);
    dialog.showModal();
  }

  async #end(dialog, outcome) {
    const { captchaAppId, callback, options } = this;
    const { aidEncrypted, aidEncryptedType = 'cbc', aidEncryptedAad, bizState } = options;
    const token = { aidEncrypted, aidEncryptedType, aidEncryptedAad };
    const result = await window.simulatorSolve({ captchaAppId, outcome, ...token });
    // A failed attempt: the captcha goes on.
    if (result === null) return;
    dialog.remove();
    callback({ ...result, bizState });
  }
};
