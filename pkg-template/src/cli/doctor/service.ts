// The way to the service: proxy, connection, clock.

import { readProperty } from '../../core/own.js';
import { open, type Target, targetOf } from '../../transport/connect.js';
import { createConnection } from '../../transport/connection.js';
import { exchange, headerOf } from '../../transport/exchange.js';
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
  let target: Target;
  try {
    url = new URL(endpoint.indexOf('://') < 0 ? `https://${endpoint}` : endpoint);
  } catch {
    return [{ name: texts.endpoint, level: 'bad', text: texts.badEndpoint }];
  }
  try {
    target = targetOf(url.href);
  } catch {
    return [{ name: texts.proxy, level: 'bad', text: texts.badProxy }];
  }
  const { proxy } = target;
  // Without user and password, which may stand in its address.
  const findings: Finding[] = [
    {
      name: texts.proxy,
      level: 'good',
      text: proxy
        ? `${proxy.secure ? 'https' : 'http'}://${proxy.hostname}:${proxy.port}`
        : texts.noProxy,
    },
  ];
  const place = url.host;
  try {
    const startedAt = Date.now();
    const { status, date } = await askHeaders(url.host, target);
    const endedAt = Date.now();
    findings.push({
      name: texts.endpoint,
      level: 'good',
      text: texts.reached(place, status, endedAt - startedAt),
    });
    findings.push(judgeClock(date, (startedAt + endedAt) / 2, texts));
  } catch (error) {
    const { message } = error as Error;
    const code = readProperty(readProperty(error, 'cause'), 'code') as string | undefined;
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

async function askHeaders(
  host: string,
  target: Target,
): Promise<{ status: number; date: string | undefined }> {
  const connection = createConnection();
  const timer = setTimeout(() => connection.destroy(), TIMEOUT_MS);
  try {
    const socket = await open(connection, target);
    const request = { method: 'GET', path: '/', headers: { Host: host }, body: '' };
    const { status, rawHeaders } = await exchange(socket, request);
    return { status, date: headerOf(rawHeaders, 'date') };
  } finally {
    clearTimeout(timer);
    connection.destroy();
  }
}
