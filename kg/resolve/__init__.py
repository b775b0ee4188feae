"""Many Records to one world: entities, events, status, conflicts, human decisions."""
