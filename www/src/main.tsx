import './styles/base.css';
import './styles/shell.css';
import './styles/forms.css';
import './styles/picture.css';
import { render } from 'preact';
import { App } from './app.tsx';

const root = document.getElementById('app');
if (root) {
  root.textContent = '';
  render(<App />, root);
}
