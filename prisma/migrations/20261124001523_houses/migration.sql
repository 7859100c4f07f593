-- AlterTable
ALTER TABLE "incident" ADD COLUMN     "house_id" BIGINT,
ADD COLUMN     "moved_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "answer" ADD COLUMN     "arrives_at" TIMESTAMPTZ(3),
ADD COLUMN     "follows" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "house_id" BIGINT;

-- CreateTable
CREATE TABLE "house" (
    "id" BIGSERIAL NOT NULL,
    "incident_id" BIGINT NOT NULL,
    "position" INTEGER NOT NULL,
    "place_sealed" BYTEA,
    "point_sealed" BYTEA,
    "status" TEXT NOT NULL DEFAULT 'threatened',
    "until" DATE,
    "wanted" INTEGER,

    CONSTRAINT "house_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "house_incident_id_position_key" ON "house"("incident_id", "position");

-- AddForeignKey
ALTER TABLE "house" ADD CONSTRAINT "house_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;
