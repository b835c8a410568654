// The first thing anybody does: sign in with a demo account.

import { expect, test } from '@playwright/test';

test('a person with an account signs in and reaches the app', async ({ page }) => {
  await page.goto('/login');
  await page.getByLabel('Email').fill('admin@demo.localhost');
  await page.getByLabel('Password', { exact: true }).fill('admin123');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).not.toHaveURL(/\/login/);
  await expect(page.getByRole('navigation').first()).toBeVisible();
});

test('a wrong password is refused with a reason and reveals nothing', async ({ page }) => {
  await page.goto('/login');
  await page.getByLabel('Email').fill('admin@demo.localhost');
  await page.getByLabel('Password', { exact: true }).fill('not-the-password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert').first()).toBeVisible();
  await expect(page).toHaveURL(/\/login/);
});
