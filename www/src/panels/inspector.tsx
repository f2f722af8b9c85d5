export function Inspector() { return <h1 tabIndex={-1}>Inspector</h1>; }
