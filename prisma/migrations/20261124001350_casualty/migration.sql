-- CreateTable
CREATE TABLE "casualty" (
    "id" BIGSERIAL NOT NULL,
    "incident_id" BIGINT NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "grave" BOOLEAN NOT NULL DEFAULT false,
    "key_sealed" BYTEA,
    "family_sealed" BYTEA,
    "family_hash" BYTEA,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "told_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),

    CONSTRAINT "casualty_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "casualty_step" (
    "id" BIGSERIAL NOT NULL,
    "casualty_id" BIGINT NOT NULL,
    "step" TEXT NOT NULL,
    "strikes" BIGINT,
    "content_sealed" BYTEA,
    "person_id" BIGINT,
    "rank" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "casualty_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "casualty_shown" (
    "casualty_id" BIGINT NOT NULL,
    "delivery_id" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "casualty_shown_pkey" PRIMARY KEY ("casualty_id","delivery_id")
);

-- CreateIndex
CREATE INDEX "casualty_shown_delivery_id_idx" ON "casualty_shown"("delivery_id");

-- CreateIndex
CREATE INDEX "casualty_shown_at_idx" ON "casualty_shown"("at");

-- CreateIndex
CREATE INDEX "casualty_due_at_idx" ON "casualty"("due_at");

-- CreateIndex
CREATE INDEX "casualty_family_hash_idx" ON "casualty"("family_hash");

-- CreateIndex
CREATE UNIQUE INDEX "casualty_incident_id_number_key" ON "casualty"("incident_id", "number");

-- CreateIndex
CREATE INDEX "casualty_step_casualty_id_id_idx" ON "casualty_step"("casualty_id", "id");

-- CreateIndex
CREATE INDEX "casualty_step_person_id_idx" ON "casualty_step"("person_id");

-- AddForeignKey
ALTER TABLE "casualty" ADD CONSTRAINT "casualty_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "casualty_step" ADD CONSTRAINT "casualty_step_casualty_id_fkey" FOREIGN KEY ("casualty_id") REFERENCES "casualty"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "casualty_step" ADD CONSTRAINT "casualty_step_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "casualty_shown" ADD CONSTRAINT "casualty_shown_casualty_id_fkey" FOREIGN KEY ("casualty_id") REFERENCES "casualty"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What schema.prisma cannot say.

-- What became of somebody is never changed, nor taken out by itself: only whoever wrote it may be erased, or the whole incident.
CREATE FUNCTION "casualty_step_only_grows"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.person_id IS NULL
    AND (NEW.id, NEW.casualty_id, NEW.step, NEW.strikes, NEW.content_sealed, NEW.rank, NEW.at)
      IS NOT DISTINCT FROM (OLD.id, OLD.casualty_id, OLD.step, OLD.strikes, OLD.content_sealed, OLD.rank, OLD.at)
  THEN
    RETURN NEW;
  END IF;
  -- A cascade comes after its record is gone.
  IF TG_OP = 'DELETE' AND NOT EXISTS (SELECT 1 FROM "casualty" WHERE "id" = OLD.casualty_id) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'what became of somebody only grows';
END
$$;
CREATE TRIGGER "casualty_step_rows_stay" BEFORE UPDATE OR DELETE ON "casualty_step" FOR EACH ROW EXECUTE FUNCTION "casualty_step_only_grows"();
CREATE TRIGGER "casualty_step_stays" BEFORE TRUNCATE ON "casualty_step" FOR EACH STATEMENT EXECUTE FUNCTION "casualty_step_only_grows"();
