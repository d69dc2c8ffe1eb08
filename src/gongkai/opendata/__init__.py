"""开放数据: what is published as records for programs, the same in the API and in the files of the night."""
