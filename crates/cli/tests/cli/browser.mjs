// Signs in as a person does, in a real browser: fills the provider's page, and says what the last page tells.
// Usage: node browser.mjs URL LOGIN PASSWORD CHROMIUM NODE_MODULES [PICTURE]
import { createRequire } from 'node:module';
const [url, login, password, executablePath, modules, picture] = process.argv.slice(2);
const { chromium } = createRequire(`${modules}/`)('playwright-core');
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  const page = await browser.newPage({ viewport: { width: 390, height: 600 } });
  await page.goto(url);
  await page.fill('input[name=login], input[name=username]', login);
  await page.fill('input[name=password]', password);
  const back = /\/[Cc]allback(\?|#|$)/;
  await page.click('button[type=submit], button[value=sign-in]');
  await page.waitForSelector('#told, button[value=accept]');
  if (!back.test(page.url())) await page.click('button[value=accept]');
  await page.waitForURL(back);
  await page.waitForSelector('#told');
  await page.waitForFunction(() => !document.forms.length);
  if (picture) await page.screenshot({ path: picture });
  console.log(JSON.stringify({ told: await page.textContent('#told'), at: page.url().split('?')[0], lang: await page.getAttribute('html', 'lang') }));
} finally {
  await browser.close();
}
