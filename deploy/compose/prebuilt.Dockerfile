# The last stage of deploy/Dockerfile, with files from the folder of prebuilt.yml in place of the build's.
FROM huiyin-runtime:local
COPY ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY huiyin /usr/local/bin/huiyin
