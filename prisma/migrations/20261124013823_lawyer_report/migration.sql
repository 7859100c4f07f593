-- AlterTable
ALTER TABLE "closing_report" ADD COLUMN     "password_sealed" BYTEA;
