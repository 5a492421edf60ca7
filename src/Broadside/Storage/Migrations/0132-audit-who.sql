CREATE INDEX audit_who ON audit (who, seq);
