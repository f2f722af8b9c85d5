// Without Node.js there is one way to send.
export { fetchTransport as defaultTransport } from './fetch.js';
