CREATE INDEX tenon_message_queue ON tenon_message (inbox_id, queue_at, seq);
