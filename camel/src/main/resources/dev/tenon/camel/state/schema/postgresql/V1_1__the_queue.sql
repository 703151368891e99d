-- What is finished is not in it, so it stays as small as the backlog.
CREATE INDEX tenon_message_queue ON tenon_message (inbox_id, queue_at, seq) WHERE queue_at IS NOT NULL;

-- Queues and counters leave many dead rows: clean up by their number, not by their share of a table that remembers keys for weeks.
ALTER TABLE tenon_message SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000);
ALTER TABLE tenon_count SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
