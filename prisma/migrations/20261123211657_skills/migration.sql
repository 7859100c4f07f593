-- AlterTable
ALTER TABLE "alert" ADD COLUMN     "skill" TEXT;

-- CreateTable
CREATE TABLE "person_skill" (
    "skill" TEXT NOT NULL,
    "person_id" BIGINT NOT NULL,

    CONSTRAINT "person_skill_pkey" PRIMARY KEY ("skill","person_id")
);

-- CreateIndex
CREATE INDEX "person_skill_person_id_idx" ON "person_skill"("person_id");

-- AddForeignKey
ALTER TABLE "person_skill" ADD CONSTRAINT "person_skill_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;
