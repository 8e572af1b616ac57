folder-missing = Não existe a pasta "{ $folder }" nesta caixa de correio.
