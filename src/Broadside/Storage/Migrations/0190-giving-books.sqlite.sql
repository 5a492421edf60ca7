CREATE TRIGGER entries_never_change BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER entries_never_shrink BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER postings_never_change BEFORE UPDATE ON postings BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER postings_never_shrink BEFORE DELETE ON postings BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER gifts_never_change BEFORE UPDATE ON gifts WHEN OLD.id <> NEW.id OR OLD.amount <> NEW.amount OR OLD.cover <> NEW.cover OR OLD.currency <> NEW.currency OR OLD.fund <> NEW.fund OR OLD.repeats <> NEW.repeats OR OLD.recipient <> NEW.recipient BEGIN SELECT RAISE(ABORT, 'what a donor chose stays'); END;
CREATE TRIGGER receipts_never_shrink BEFORE DELETE ON receipts BEGIN SELECT RAISE(ABORT, 'a receipt keeps its number'); END;
