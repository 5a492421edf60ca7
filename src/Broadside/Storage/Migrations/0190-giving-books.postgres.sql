CREATE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$;
CREATE TRIGGER entries_never_change BEFORE UPDATE OR DELETE ON entries FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER entries_never_vanish BEFORE TRUNCATE ON entries FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER postings_never_change BEFORE UPDATE OR DELETE ON postings FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER postings_never_vanish BEFORE TRUNCATE ON postings FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();
CREATE FUNCTION gift_choice_stays() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN RAISE EXCEPTION 'what a donor chose stays'; END $$;
CREATE TRIGGER gifts_never_change BEFORE UPDATE ON gifts FOR EACH ROW
  WHEN (OLD.id <> NEW.id OR OLD.amount <> NEW.amount OR OLD.cover <> NEW.cover OR OLD.currency <> NEW.currency OR OLD.fund <> NEW.fund OR OLD.repeats <> NEW.repeats OR OLD.recipient <> NEW.recipient)
  EXECUTE FUNCTION gift_choice_stays();
CREATE FUNCTION receipt_keeps_number() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN RAISE EXCEPTION 'a receipt keeps its number'; END $$;
CREATE TRIGGER receipts_never_shrink BEFORE DELETE ON receipts FOR EACH ROW EXECUTE FUNCTION receipt_keeps_number();
