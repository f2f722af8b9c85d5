// The way to the service: proxy, connection, clock.

import type { Agent } from 'http';
import { proxyFor } from '../../transport/proxy.js';
import { createProxyAgent } from '../../transport/proxy-agent.js';
import type { Context } from '../context.js';
import type { Finding } from './local.js';

const DEFAULT_ENDPOINT = 'captcha.tencentcloudapi.com';
const TIMEOUT_MS = 5000;
/** The service refuses signatures that are older or newer than this. */
const MAX_SKEW_SECONDS = 300;
const WORRYING_SKEW_SECONDS = 60;

/** Asks the service for nothing but its headers. */
export async function checkService({ line, env, texts }: Context): Promise<Finding[]> {
  const endpoint = line.values.endpoint || env.CAPTCHA_ENDPOINT || DEFAULT_ENDPOINT;
  const { URL } = require('url') as typeof import('url');
  let url: URL;
  let proxy: URL | undefined;
  try {
    url = new URL(endpoint.indexOf('://') < 0 ? `https://${endpoint}` : endpoint);
  } catch {
    return [{ name: texts.endpoint, level: 'bad', text: texts.badEndpoint }];
  }
  try {
    proxy =
      url.protocol === 'https:'
        ? proxyFor(url, env as { [name: string]: string | undefined })
        : undefined;
  } catch {
    return [{ name: texts.proxy, level: 'bad', text: texts.badProxy }];
  }
  // Without user and password, which may stand in its address.
  const findings: Finding[] = [
    {
      name: texts.proxy,
      level: 'good',
      text: proxy ? `${proxy.protocol}//${proxy.host}` : texts.noProxy,
    },
  ];
  const place = url.host;
  try {
    const startedAt = Date.now();
    const { status, date } = await askHeaders(url, proxy);
    const endedAt = Date.now();
    findings.push({
      name: texts.endpoint,
      level: 'good',
      text: texts.reached(place, status, endedAt - startedAt),
    });
    findings.push(judgeClock(date, (startedAt + endedAt) / 2, texts));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    findings.push({
      name: texts.endpoint,
      level: 'bad',
      text: texts.notReached(place, code || message),
    });
  }
  return findings;
}

function judgeClock(date: string | undefined, atMs: number, texts: Context['texts']): Finding {
  const serviceMs = date === undefined ? NaN : Date.parse(date);
  if (Number.isNaN(serviceMs)) return { name: texts.clock, level: 'warn', text: texts.noDate };
  // The header has whole seconds: on average the service is half a second further.
  const skewSeconds = Math.round((atMs - serviceMs - 500) / 1000);
  const distance = Math.abs(skewSeconds);
  const level =
    distance >= MAX_SKEW_SECONDS ? 'bad' : distance >= WORRYING_SKEW_SECONDS ? 'warn' : 'good';
  return { name: texts.clock, level, text: texts.skew(skewSeconds, level !== 'good') };
}

function askHeaders(
  url: URL,
  proxy: URL | undefined,
): Promise<{ status: number; date: string | undefined }> {
  const client = (
    url.protocol === 'http:' ? require('http') : require('https')
  ) as typeof import('http');
  return new Promise((resolve, reject) => {
    const agent: Agent | false = proxy ? createProxyAgent(proxy, {}) : false;
    const request = client.request({
      method: 'GET',
      protocol: url.protocol,
      hostname: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port || (url.protocol === 'http:' ? 80 : 443),
      path: '/',
      headers: { Host: url.host },
      agent,
    });
    const timer = setTimeout(() => {
      request.abort();
      reject(new Error('ETIMEDOUT'));
    }, TIMEOUT_MS);
    request.on('response', (response) => {
      clearTimeout(timer);
      resolve({ status: response.statusCode ?? 0, date: response.headers.date });
      response.resume();
      request.abort();
    });
    request.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    request.end();
  });
}
