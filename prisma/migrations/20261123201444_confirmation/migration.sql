-- AlterTable
ALTER TABLE "neighbourhood" ADD COLUMN     "unconfirmed" TEXT NOT NULL DEFAULT 'hold',
ADD COLUMN     "window" INTEGER NOT NULL DEFAULT 90;

-- AlterTable
ALTER TABLE "incident" ADD COLUMN     "decide_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "ban" (
    "channel" TEXT NOT NULL,
    "address_hash" BYTEA NOT NULL,
    "slug" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3),
    "reports" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "ban_pkey" PRIMARY KEY ("channel","address_hash","slug")
);

-- CreateTable
CREATE TABLE "witness" (
    "incident_id" BIGINT NOT NULL,
    "person_id" BIGINT NOT NULL,
    "sees" BOOLEAN,
    "at" TIMESTAMPTZ(3),

    CONSTRAINT "witness_pkey" PRIMARY KEY ("incident_id","person_id")
);

-- CreateIndex
CREATE INDEX "witness_person_id_idx" ON "witness"("person_id");

-- AddForeignKey
ALTER TABLE "witness" ADD CONSTRAINT "witness_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "witness" ADD CONSTRAINT "witness_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What schema.prisma cannot say.

-- Organisers are few, and looked for with every report.
CREATE INDEX "membership_organiser" ON "membership" ("slug", "person_id") WHERE "role" = 'organiser';
