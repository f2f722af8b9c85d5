export function Phone() { return <h1 tabIndex={-1}>Phone</h1>; }
