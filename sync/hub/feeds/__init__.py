"""What the hub tells tills: pages, snapshots and cursors of its streams, and waiting for what is new."""
