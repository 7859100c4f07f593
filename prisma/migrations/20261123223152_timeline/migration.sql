-- CreateTable
CREATE TABLE "event" (
    "id" BIGSERIAL NOT NULL,
    "incident_id" BIGINT NOT NULL,
    "person_id" BIGINT,
    "rank" TEXT NOT NULL,
    "content_sealed" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "event_incident_id_id_idx" ON "event"("incident_id", "id");

-- CreateIndex
CREATE INDEX "event_person_id_idx" ON "event"("person_id");

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What schema.prisma cannot say.

-- What was seen is never changed, nor taken out by itself: only whoever said it may be erased, or the whole incident.
CREATE FUNCTION "event_only_grows"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.person_id IS NULL
    AND (NEW.id, NEW.incident_id, NEW.rank, NEW.content_sealed, NEW.at) IS NOT DISTINCT FROM (OLD.id, OLD.incident_id, OLD.rank, OLD.content_sealed, OLD.at)
  THEN
    RETURN NEW;
  END IF;
  -- A cascade comes after its incident is gone.
  IF TG_OP = 'DELETE' AND NOT EXISTS (SELECT 1 FROM "incident" WHERE "id" = OLD.incident_id) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'a timeline only grows';
END
$$;
CREATE TRIGGER "event_rows_stay" BEFORE UPDATE OR DELETE ON "event" FOR EACH ROW EXECUTE FUNCTION "event_only_grows"();
CREATE TRIGGER "event_stays" BEFORE TRUNCATE ON "event" FOR EACH STATEMENT EXECUTE FUNCTION "event_only_grows"();
