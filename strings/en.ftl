folder-missing = There is no folder "{ $folder }" in this mailbox.
