-- Restores go first. What was running when the service ended runs again.
INSERT INTO scheduled_jobs (task_name, task_instance, task_data, execution_time, picked, consecutive_failures, version, priority)
SELECT 'job', task_instance, task_data, execution_time, FALSE, consecutive_failures, version,
       CASE WHEN task_instance LIKE 'restore %' THEN 90 ELSE 50 END
  FROM scheduled_tasks
 WHERE task_name = 'work' AND (task_instance LIKE 'backup %' OR task_instance LIKE 'restore %');

DELETE FROM scheduled_tasks
 WHERE task_name = 'work' AND (task_instance LIKE 'backup %' OR task_instance LIKE 'restore %');

-- Sweeps have rows of another name; one comes back by itself when it is due.
DELETE FROM scheduled_tasks WHERE task_name = 'lifecycle-sweep';
