import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Test files share a process: loading discord.js and Bolt once instead of in every file halves the processor time.
    isolate: false,
    testTimeout: 20_000,
    // One PostgreSQL a run, started when a test first asks for it.
    globalSetup: ['tests/fixtures/postgres/one-a-run.ts'],
  },
});
