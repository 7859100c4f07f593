-- AlterTable
ALTER TABLE "membership" ADD COLUMN     "away_until" TIMESTAMPTZ(3),
ADD COLUMN     "quiet_from" SMALLINT,
ADD COLUMN     "quiet_to" SMALLINT;
