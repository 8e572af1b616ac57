// A person's browser at the Control Room: with the session that it has, if any, it is sent to a provider, signs in there and
// comes back. Says where it ends, what stands there, and which session it has then.
// Usage: node room_browser.mjs URL ROOM SESSION LOGIN PASSWORD CHROMIUM NODE_MODULES
import { createRequire } from 'node:module';
const [url, room, session, login, password, executablePath, modules] = process.argv.slice(2);
const { chromium } = createRequire(`${modules}/`)('playwright-core');
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  const context = await browser.newContext();
  if (session) {
    const [name, value] = session.split('=');
    await context.addCookies([{ name, value, url: room, httpOnly: true, sameSite: 'Lax' }]);
  }
  const page = await context.newPage();
  await page.goto(url);
  await page.fill('input[name=login]', login);
  await page.fill('input[name=password]', password);
  await page.click('#ok');
  await page.waitForURL(`${room}/**`);
  const known = (await context.cookies(room)).find(({ name }) => name === 'carteiro_session');
  console.log(JSON.stringify({
    at: new URL(page.url()).pathname,
    told: await page.textContent('body'),
    kind: await page.evaluate('document.contentType'),
    session: known ? `${known.name}=${known.value}` : '',
  }));
} finally {
  await browser.close();
}
