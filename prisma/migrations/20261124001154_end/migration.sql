-- CreateTable
CREATE TABLE "headcount" (
    "id" BIGSERIAL NOT NULL,
    "incident_id" BIGINT NOT NULL,
    "person_id" BIGINT,
    "answer" TEXT NOT NULL,
    "was" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "headcount_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "home_check" (
    "id" BIGSERIAL NOT NULL,
    "incident_id" BIGINT NOT NULL,
    "person_id" BIGINT,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "due_at" TIMESTAMPTZ(3),
    "means" TEXT,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "home_check_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "closing_report" (
    "id" BIGSERIAL NOT NULL,
    "incident_id" BIGINT NOT NULL,
    "contact_id" BIGINT NOT NULL,
    "language" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'wanted',
    "pdf_sealed" BYTEA,
    "csv_sealed" BYTEA,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "closing_report_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "headcount_incident_id_id_idx" ON "headcount"("incident_id", "id");

-- CreateIndex
CREATE INDEX "headcount_person_id_idx" ON "headcount"("person_id");

-- CreateIndex
CREATE INDEX "home_check_person_id_idx" ON "home_check"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "home_check_incident_id_person_id_key" ON "home_check"("incident_id", "person_id");

-- CreateIndex
CREATE INDEX "closing_report_due_at_idx" ON "closing_report"("due_at");

-- CreateIndex
CREATE INDEX "closing_report_incident_id_idx" ON "closing_report"("incident_id");

-- AddForeignKey
ALTER TABLE "headcount" ADD CONSTRAINT "headcount_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "headcount" ADD CONSTRAINT "headcount_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "home_check" ADD CONSTRAINT "home_check_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "home_check" ADD CONSTRAINT "home_check_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "closing_report" ADD CONSTRAINT "closing_report_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What schema.prisma cannot say.

-- Only those who still have a step before them are looked at.
CREATE INDEX "home_check_due" ON "home_check" ("due_at") WHERE "due_at" IS NOT NULL;

-- What was answered is never changed, nor taken out by itself: only whoever answered may be erased, or the whole incident.
CREATE FUNCTION "headcount_only_grows"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.person_id IS NULL
    AND (NEW.id, NEW.incident_id, NEW.answer, NEW.was, NEW.at) IS NOT DISTINCT FROM (OLD.id, OLD.incident_id, OLD.answer, OLD.was, OLD.at)
  THEN
    RETURN NEW;
  END IF;
  -- A cascade comes after its incident is gone.
  IF TG_OP = 'DELETE' AND NOT EXISTS (SELECT 1 FROM "incident" WHERE "id" = OLD.incident_id) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'a headcount only grows';
END
$$;
CREATE TRIGGER "headcount_rows_stay" BEFORE UPDATE OR DELETE ON "headcount" FOR EACH ROW EXECUTE FUNCTION "headcount_only_grows"();
CREATE TRIGGER "headcount_stays" BEFORE TRUNCATE ON "headcount" FOR EACH STATEMENT EXECUTE FUNCTION "headcount_only_grows"();

-- Few of all that is said to many.
CREATE INDEX "alert_home_list" ON "alert" ("incident_id") WHERE "kind" = 'home-list';
