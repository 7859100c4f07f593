-- CreateTable
CREATE TABLE "evidence" (
    "id" BIGSERIAL NOT NULL,
    "incident_id" BIGINT,
    "person_id" BIGINT,
    "contact_id" BIGINT,
    "lane" TEXT,
    "medium" TEXT NOT NULL,
    "rank" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "pretended" BOOLEAN NOT NULL DEFAULT false,
    "album_hash" BYTEA,
    "told" BOOLEAN NOT NULL DEFAULT false,
    "size" INTEGER NOT NULL,
    "details_sealed" BYTEA NOT NULL,
    "original_sealed" BYTEA,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3),

    CONSTRAINT "evidence_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "evidence_due_at_idx" ON "evidence"("due_at");

-- CreateIndex
CREATE INDEX "evidence_incident_id_idx" ON "evidence"("incident_id");

-- CreateIndex
CREATE INDEX "evidence_person_id_idx" ON "evidence"("person_id");

-- CreateIndex
CREATE INDEX "evidence_contact_id_idx" ON "evidence"("contact_id");

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What schema.prisma cannot say.

-- Sealed bytes do not get smaller: without trying, twenty megabytes are written at once.
ALTER TABLE "evidence" ALTER COLUMN "original_sealed" SET STORAGE EXTERNAL;
