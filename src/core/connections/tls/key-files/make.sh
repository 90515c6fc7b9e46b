#!/bin/sh
# Makes the files of this folder anew, with OpenSSL 3 and its legacy provider. They are kept, so that tests need neither.
set -eu
cd "$(dirname "$0")"
p='pässwörd'
openssl ecparam -name prime256v1 -genkey -noout -out ca.key
openssl req -x509 -new -key ca.key -subj '/CN=key-files CA' -days 36500 -out ca.pem
openssl x509 -in ca.pem -outform der -out ca.der
for kind in ec rsa; do
  if [ $kind = ec ]; then
    openssl ecparam -name prime256v1 -genkey -noout -out $kind.sec1.pem
    openssl ecparam -name prime256v1 -genkey -out $kind.sec1-parameters.tmp
    openssl ec -in $kind.sec1.pem -outform der -out $kind.sec1.der
    openssl ec -in $kind.sec1.pem -aes256 -passout "pass:$p" -out $kind.sec1-aes256.pem
    cp $kind.sec1.pem $kind.key
  else
    openssl genrsa -traditional -out $kind.pkcs1.pem 2048
    openssl rsa -in $kind.pkcs1.pem -traditional -outform der -out $kind.pkcs1.der
    openssl rsa -in $kind.pkcs1.pem -traditional -aes128 -passout "pass:$p" -out $kind.pkcs1-aes128.pem
    cp $kind.pkcs1.pem $kind.key
  fi
  openssl pkcs8 -topk8 -nocrypt -in $kind.key -out $kind.pkcs8.pem
  openssl pkcs8 -topk8 -nocrypt -in $kind.key -outform der -out $kind.pkcs8.der
  openssl pkcs8 -topk8 -in $kind.key -outform der -v2 aes-256-cbc -passout "pass:$p" -out $kind.pkcs8-aes256.der
  openssl req -new -key $kind.key -subj "/CN=$kind" -out $kind.csr
  openssl x509 -req -in $kind.csr -CA ca.pem -CAkey ca.key -days 36500 -out $kind.crt.pem
  openssl x509 -in $kind.crt.pem -outform der -out $kind.crt.der
  export="openssl pkcs12 -export -inkey $kind.key -in $kind.crt.pem -certfile ca.pem"
  $export -passout "pass:$p" -out $kind.aes256.p12
  $export -passout pass:ascii -out $kind.aes256-ascii.p12
  $export -passout "pass:$p" -macalg sha512 -keypbe AES-128-CBC -certpbe AES-192-CBC -out $kind.aes128.p12
  $export -legacy -passout "pass:$p" -out $kind.rc2.p12
  $export -passout "pass:$p" -keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg sha1 -out $kind.3des.p12
  $export -passout pass: -out $kind.empty.p12
  $export -passout "pass:$p" -nomac -out $kind.nomac.p12
  $export -passout "pass:$p" -keypbe NONE -certpbe NONE -out $kind.clear.p12
  cat $kind.crt.pem $kind.pkcs8.pem > $kind.both.pem
done
rm -f ./*.tmp ./*.csr ./*.key
