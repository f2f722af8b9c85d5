/** A ticket can be used by whoever sees it: never the whole of it on a screen or in a log. */
export function shortenTicket(ticket: string): string {
  if (ticket.length <= 8) return `… (${ticket.length})`;
  return `${ticket.slice(0, Math.min(12, ticket.length >> 1))}… (${ticket.length})`;
}

/** For JSON.stringify: tickets shortened, and errors as their text. */
export function withoutTickets(name: string, value: unknown): unknown {
  if (name === 'ticket' && typeof value === 'string') return shortenTicket(value);
  return name === 'cause' ? String(value) : value;
}
