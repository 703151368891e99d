-- A database role for each integration sees and writes that integration's rows and no others. The
-- owner of the tables, who makes the roles, sees all of them. Roles are made where they are needed.

CREATE FUNCTION tenon_login(namespace VARCHAR, integration VARCHAR) RETURNS NAME
  LANGUAGE SQL IMMUTABLE PARALLEL SAFE
  RETURN ('tenon_' || left(encode(sha256(convert_to(namespace || '/' || integration, 'UTF8')), 'hex'), 32))::NAME;

-- Rows of messages carry only the number of their inbox: so the inbox says whose it is.
ALTER TABLE tenon_inbox ADD COLUMN login NAME NOT NULL DEFAULT current_user;
UPDATE tenon_inbox SET login = tenon_login(namespace, integration);
CREATE INDEX tenon_inbox_login ON tenon_inbox (login, id);

ALTER TABLE tenon_inbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenon_message ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenon_count ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenon_checkpoint ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenon_permit ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenon_token ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenon_lease ENABLE ROW LEVEL SECURITY;

-- What is written must be under the writer's own name too, or it would keep others from theirs.
CREATE POLICY tenon_own ON tenon_inbox
  USING (login = current_user)
  WITH CHECK (login = current_user AND login = tenon_login(namespace, integration));
CREATE POLICY tenon_own ON tenon_message
  USING (inbox_id IN (SELECT id FROM tenon_inbox WHERE login = current_user));
CREATE POLICY tenon_own ON tenon_count
  USING (inbox_id IN (SELECT id FROM tenon_inbox WHERE login = current_user));
CREATE POLICY tenon_own ON tenon_checkpoint USING (tenon_login(namespace, integration) = current_user);
CREATE POLICY tenon_own ON tenon_permit USING (tenon_login(namespace, integration) = current_user);
CREATE POLICY tenon_own ON tenon_token USING (tenon_login(namespace, integration) = current_user);
CREATE POLICY tenon_own ON tenon_lease USING (tenon_login(namespace, integration) = current_user);
