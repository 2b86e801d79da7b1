/** What Kestra says when a text is rendered more than 100 times, or calls itself without end. */
export const TOO_MANY_ATTEMPTS = 'Too many rendering attempts';
