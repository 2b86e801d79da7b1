import type pg from 'pg';

/** The table of workers, which notes and tells on the channel `renewed` whose lease was renewed, and whether that came too late. */
export async function createWorkersTable(client: pg.Client): Promise<void> {
  await client.query(`
    CREATE TABLE workers (id text PRIMARY KEY, lease_until timestamptz NOT NULL, lost_at timestamptz);
    CREATE TABLE renewals (worker_id text NOT NULL, was_late boolean NOT NULL);
    CREATE FUNCTION note_renewal() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO renewals VALUES (NEW.id, OLD.lease_until < clock_timestamp());
      PERFORM pg_notify('renewed', NEW.id);
      RETURN NEW;
    END $$;
    CREATE TRIGGER note_renewal BEFORE UPDATE OF lease_until ON workers FOR EACH ROW EXECUTE FUNCTION note_renewal();
  `);
}
