import './styles/base.css';
import './styles/shell.css';
import './styles/forms.css';
import './styles/picture.css';
import { render } from 'preact';
import { App } from './app.tsx';
import { settled } from './core.ts';

const root = document.getElementById('app');

function draw(): void {
  if (!root) return;
  root.textContent = '';
  render(<App />, root);
}

// The wasm is there at almost the same time as this script: drawing once, with the token, is
// quicker than drawing twice. On a slow line the page does not wait for it.
Promise.race([settled, new Promise((resolve) => setTimeout(resolve, 250))]).then(draw);
