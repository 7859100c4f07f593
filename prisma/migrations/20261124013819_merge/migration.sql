-- AlterTable
ALTER TABLE "incident" ADD COLUMN     "copies_left" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "merged_into" BIGINT;

-- AlterTable
ALTER TABLE "house" ADD COLUMN     "same_as" BIGINT;

-- CreateTable
CREATE TABLE "incident_source" (
    "incident_id" BIGINT NOT NULL,
    "source_id" BIGINT NOT NULL,
    "up_to" BIGINT,

    CONSTRAINT "incident_source_pkey" PRIMARY KEY ("incident_id","source_id")
);

-- CreateIndex
CREATE INDEX "incident_source_source_id_idx" ON "incident_source"("source_id");

-- CreateIndex
CREATE INDEX "incident_merged_into_idx" ON "incident"("merged_into");

-- AddForeignKey
ALTER TABLE "incident_source" ADD CONSTRAINT "incident_source_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;
