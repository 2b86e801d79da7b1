import type { NextConfig } from 'next';

const repositoryRoot = decodeURIComponent(new URL('../..', import.meta.url).pathname);

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  // The api process serves these pages; without the root Turbopack guesses it from the nearest lock file.
  turbopack: { root: repositoryRoot },
  // `npm test` checks the types of the whole repository; the first start need not wait for it again.
  typescript: { ignoreBuildErrors: true },
};

export default config;
