// The page for addresses that do not exist. A server shows it at any address, some folders deep or not, so
// relative addresses in it would lead elsewhere. A script finds the folder that the site lies in: it looks
// for the site's style, from the folder of the address upwards.

const STYLE = /\s*<link rel="preload stylesheet" href="\.\/([^"]+)" as="style">/g;
const SCRIPT = /\s*<script type="module" src="\.\/([^"]+)"><\/script>/g;
const TEXT = '没有这个页面 / Page not found';

/** Replaces the styles and scripts of VitePress' 404.html, whose addresses are relative to the site. */
export function loadFromAnywhere(html) {
  const styles = [...html.matchAll(STYLE)].map(([, address]) => address);
  const scripts = [...html.matchAll(SCRIPT)].map(([, address]) => address);
  if (styles.length === 0 || scripts.length === 0) {
    throw new Error('404.html has its styles or scripts in a form that is not known here');
  }
  const data = JSON.stringify({ styles, scripts, text: TEXT });
  const start = `<noscript>${TEXT}</noscript>\n    <script>(${loadSite})(${data});</script>`;
  return html.replace(STYLE, '').replace(SCRIPT, '').replace('</body>', `${start}\n  </body>`);
}

/** Runs in the browser. */
async function loadSite({ styles, scripts, text }) {
  const addStyle = (address) =>
    new Promise((resolve) => {
      const link = document.createElement('link');
      link.rel = 'stylesheet';
      link.href = address;
      link.onload = () => resolve(true);
      link.onerror = () => {
        link.remove();
        resolve(false);
      };
      document.head.append(link);
    });

  let folder = new URL('.', location.href);
  while (!(await addStyle(new URL(styles[0], folder).href))) {
    if (folder.pathname === '/') {
      document.body.textContent = text;
      return;
    }
    folder = new URL('..', folder);
  }
  for (const style of styles.slice(1)) await addStyle(new URL(style, folder).href);
  for (const script of scripts) await import(new URL(script, folder).href);
}
