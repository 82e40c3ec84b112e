-- Backups of file systems that were turned on before there were plans: settling such a policy once more makes its plan.
INSERT INTO scheduled_tasks (task_name, task_instance, task_data, execution_time, picked, consecutive_failures, version, priority)
SELECT 'work', settling, CAST(settling AS BYTEA), creation_time, FALSE, 0, 1, 50
  FROM (SELECT 'settle-backup-policy ' || account || ' ' || region || ' ' || id AS settling, creation_time
          FROM file_system
         WHERE backup_policy = 'ENABLED'
           AND NOT EXISTS (SELECT 1
                             FROM backup_plan
                            WHERE backup_plan.account = file_system.account
                              AND backup_plan.region = file_system.region
                              AND backup_plan.id = 'aws/efs/73d922fb-9312-3a70-99c3-e69367f9fdad')) AS unplanned;
