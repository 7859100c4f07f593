-- CreateTable
CREATE TABLE "wanted" (
    "incident_id" BIGINT NOT NULL,
    "skill" TEXT NOT NULL,
    "count" SMALLINT NOT NULL,
    "author_id" BIGINT,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "wanted_pkey" PRIMARY KEY ("incident_id","skill")
);

-- CreateTable
CREATE TABLE "reminder" (
    "id" BIGSERIAL NOT NULL,
    "incident_id" BIGINT NOT NULL,
    "what" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "told" SMALLINT NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3),

    CONSTRAINT "reminder_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "visit" (
    "id" BIGSERIAL NOT NULL,
    "incident_id" BIGINT,
    "slug" TEXT NOT NULL,
    "contact_id" BIGINT NOT NULL,
    "person_id" BIGINT,
    "content_sealed" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "lawyers" BIGINT[],

    CONSTRAINT "visit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "duty" (
    "slug" TEXT NOT NULL,
    "person_id" BIGINT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "agreed" BOOLEAN NOT NULL,

    CONSTRAINT "duty_pkey" PRIMARY KEY ("slug","person_id")
);

-- CreateIndex
CREATE INDEX "reminder_due_at_idx" ON "reminder"("due_at");

-- CreateIndex
CREATE UNIQUE INDEX "reminder_incident_id_what_day_key" ON "reminder"("incident_id", "what", "day");

-- CreateIndex
CREATE INDEX "visit_incident_id_idx" ON "visit"("incident_id");

-- CreateIndex
CREATE INDEX "visit_contact_id_idx" ON "visit"("contact_id");

-- CreateIndex
CREATE INDEX "visit_person_id_idx" ON "visit"("person_id");

-- CreateIndex
CREATE INDEX "duty_person_id_idx" ON "duty"("person_id");

-- AddForeignKey
ALTER TABLE "wanted" ADD CONSTRAINT "wanted_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visit" ADD CONSTRAINT "visit_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visit" ADD CONSTRAINT "visit_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visit" ADD CONSTRAINT "visit_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "duty" ADD CONSTRAINT "duty_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Where people with a skill are asked for already, each time for one more: as many are wanted.
INSERT INTO "wanted" ("incident_id", "skill", "count", "author_id", "since")
SELECT a.incident_id, a.skill, least(count(*), 50), (array_agg(a.author_id ORDER BY a.id DESC))[1], min(a.created_at)
FROM "alert" a JOIN "incident" i ON i.id = a.incident_id AND i.stage = 'open'
WHERE a.kind = 'need' AND a.skill IS NOT NULL GROUP BY a.incident_id, a.skill;
