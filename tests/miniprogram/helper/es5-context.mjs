// A context with what ECMAScript 5 has and a Promise, and nothing else: what old base libraries run.

import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';

const OBJECT =
  'constructor hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf';
const ES5 = {
  Object:
    'getPrototypeOf getOwnPropertyDescriptor getOwnPropertyNames create defineProperty defineProperties seal freeze preventExtensions isSealed isFrozen isExtensible keys',
  'Object.prototype': OBJECT,
  Function: '',
  'Function.prototype': 'constructor toString apply call bind',
  Array: 'isArray',
  'Array.prototype':
    'constructor toString toLocaleString concat join pop push reverse shift slice sort splice unshift indexOf lastIndexOf every some forEach map filter reduce reduceRight',
  String: 'fromCharCode',
  'String.prototype':
    'constructor toString valueOf charAt charCodeAt concat indexOf lastIndexOf localeCompare match replace search slice split substring toLowerCase toLocaleLowerCase toUpperCase toLocaleUpperCase trim',
  Number: 'MAX_VALUE MIN_VALUE NaN NEGATIVE_INFINITY POSITIVE_INFINITY',
  Math: 'E LN10 LN2 LOG2E LOG10E PI SQRT1_2 SQRT2 abs acos asin atan atan2 ceil cos exp floor log max min pow random round sin sqrt tan',
  Promise: 'resolve reject all race',
  'Promise.prototype': 'constructor then catch',
};
const GLOBALS =
  'Object Function Array String Boolean Number Date RegExp Error EvalError RangeError ReferenceError SyntaxError TypeError URIError Math JSON NaN Infinity undefined parseInt parseFloat isNaN isFinite decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape eval Promise';

const STRIP = `(function (root, globals, es5) {
  var reflect = Reflect;
  function strip(target, kept) {
    reflect.ownKeys(target).forEach(function (key) {
      if (kept.indexOf(key) < 0 && Object.getOwnPropertyDescriptor(target, key).configurable) {
        delete target[key];
      }
    });
  }
  Object.keys(es5).forEach(function (path) {
    var target = path.split('.').reduce(function (at, name) { return at[name]; }, root);
    strip(target, es5[path].split(' ').concat('length', 'prototype', 'name'));
  });
  strip(root, globals.split(' '));
})`;

/** Runs a CommonJS file in such a context, with these globals; gives its exports. */
export function loadInEs5(file, globals) {
  const context = createContext({});
  const root = runInContext('this', context);
  runInContext(STRIP, context)(root, GLOBALS, ES5);
  Object.assign(root, globals);
  const module = { exports: runInContext('({})', context) };
  runInContext(`(function (module, exports) {${readFileSync(file, 'utf8')}\n})`, context)(
    module,
    module.exports,
  );
  return { exports: module.exports, evaluate: (code) => runInContext(code, context) };
}
