export function Snippets() { return <h1 tabIndex={-1}>Snippets</h1>; }
