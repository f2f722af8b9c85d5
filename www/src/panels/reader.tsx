export function Reader() { return <h1 tabIndex={-1}>Reader</h1>; }
