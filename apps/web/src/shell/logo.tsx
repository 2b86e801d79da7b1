/** Water in a channel on its way to the wheel. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg className={className} width="26" height="26" viewBox="0 0 32 32" aria-hidden focusable="false">
      <rect width="32" height="32" rx="9" fill="currentColor" />
      <path
        d="M5 11c4 0 5 3 9 3s5-3 9-3h4M5 17c4 0 5 3 9 3s5-3 9-3h4"
        fill="none"
        stroke="var(--hr-on-accent)"
        strokeWidth="2.6"
        strokeLinecap="round"
      />
      <circle cx="23.5" cy="23.8" r="2.5" fill="var(--hr-on-accent)" />
    </svg>
  );
}
