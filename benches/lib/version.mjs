process.stdout.write(JSON.stringify({ version: process.versions.node }));
