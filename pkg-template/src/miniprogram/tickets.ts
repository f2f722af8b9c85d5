/** A ticket is worth nothing after this; the vendor documents five minutes. */
export const TICKET_LIFETIME_MS = 5 * 60 * 1000;

/** How many tickets are remembered; a client repeats the last one or two at most. */
export const REMEMBERED_TICKETS = 32;

/** Makes a function that is `true` for a ticket the first time it is given. Memory is bounded. */
export function createTicketMemory(): (ticket: string) => boolean {
  const tickets: string[] = [];
  return function isNew(ticket) {
    if (tickets.indexOf(ticket) >= 0) return false;
    if (tickets.push(ticket) > REMEMBERED_TICKETS) tickets.shift();
    return true;
  };
}
