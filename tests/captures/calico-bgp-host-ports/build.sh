# Linux 6.18
# ip utility, iproute2-6.1.0, libbpf 1.1.2
# iptables v1.8.9 (nf_tables)
# conntrack v1.4.7 (conntrack-tools)
# BusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) multi-call binary.
ip netns add street
ip netns add sw
ip netns add east
ip netns add west
ip netns add shop
ip netns add bank
ip netns add visitor
ip netns exec street sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec street sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec street sysctl -qw net.ipv4.ip_forward=1
ip netns exec sw sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec sw sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec east sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec east sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec east sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
ip netns exec west sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec west sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec west sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
ip netns exec shop sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec shop sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec bank sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec bank sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec visitor sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec visitor sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip -n sw link add name br-under index 2 type bridge
ip -n sw link add name p-street index 3 address 02:50:00:00:00:01 type veth peer name eth0 index 2 address 52:54:00:00:00:01 netns street
ip -n sw link add name p-east index 4 address 02:50:00:00:00:11 type veth peer name eth0 index 2 address 52:54:00:00:00:11 netns east
ip -n sw link add name p-west index 5 address 02:50:00:00:00:12 type veth peer name eth0 index 2 address 52:54:00:00:00:12 netns west
ip -n east link add name calie5ded7436c3 index 3 address ee:ee:ee:ee:ee:ee type veth peer name eth0 index 2 address 0a:ca:0a:4b:01:00 netns shop
ip -n east link add name cali1876977f1ad index 4 address ee:ee:ee:ee:ee:ee type veth peer name eth0 index 2 address 0a:ca:0a:4b:01:01 netns bank
ip -n west link add name cali7b942480e27 index 3 address ee:ee:ee:ee:ee:ee type veth peer name eth0 index 2 address 0a:ca:0a:4b:02:00 netns visitor
ip -n sw link set dev p-street master br-under
ip -n sw link set dev p-east master br-under
ip -n sw link set dev p-west master br-under
ip -n street link set dev lo up
ip -n street addr add 203.0.113.10/32 dev lo
ip -n street addr add 192.168.50.1/24 dev eth0
ip -n street link set dev eth0 up
ip -n sw link set dev lo up
ip -n sw link set dev br-under up
ip -n sw link set dev p-street up
ip -n sw link set dev p-east up
ip -n sw link set dev p-west up
ip -n east link set dev lo up
ip -n east addr add 192.168.50.11/24 dev eth0
ip -n east link set dev eth0 up
ip -n east link set dev calie5ded7436c3 up
ip -n east link set dev cali1876977f1ad up
ip -n west link set dev lo up
ip -n west addr add 192.168.50.12/24 dev eth0
ip -n west link set dev eth0 up
ip -n west link set dev cali7b942480e27 up
ip -n shop link set dev lo up
ip -n shop addr add 10.75.1.0/32 dev eth0
ip -n shop link set dev eth0 up
ip -n bank link set dev lo up
ip -n bank addr add 10.75.1.1/32 dev eth0
ip -n bank link set dev eth0 up
ip -n visitor link set dev lo up
ip -n visitor addr add 10.75.2.0/32 dev eth0
ip -n visitor link set dev eth0 up
ip netns exec east sysctl -qw net.ipv4.conf.cali1876977f1ad.forwarding=1 net.ipv4.conf.cali1876977f1ad.proxy_arp=1 net.ipv4.conf.cali1876977f1ad.route_localnet=1 net.ipv4.conf.cali1876977f1ad.rp_filter=1 net.ipv4.conf.calie5ded7436c3.forwarding=1 net.ipv4.conf.calie5ded7436c3.proxy_arp=1 net.ipv4.conf.calie5ded7436c3.route_localnet=1 net.ipv4.conf.calie5ded7436c3.rp_filter=1 net.ipv4.neigh.cali1876977f1ad.proxy_delay=0 net.ipv4.neigh.calie5ded7436c3.proxy_delay=0
ip netns exec west sysctl -qw net.ipv4.conf.cali7b942480e27.forwarding=1 net.ipv4.conf.cali7b942480e27.proxy_arp=1 net.ipv4.conf.cali7b942480e27.route_localnet=1 net.ipv4.conf.cali7b942480e27.rp_filter=1 net.ipv4.neigh.cali7b942480e27.proxy_delay=0
ip -n east route add default via 192.168.50.1 dev eth0
ip -n east route add 10.75.1.0/32 dev calie5ded7436c3
ip -n east route add 10.75.1.1/32 dev cali1876977f1ad
ip -n east route add blackhole 10.75.1.0/26 proto bird
ip -n east route add 10.75.2.0/26 via 192.168.50.12 dev eth0 proto bird
ip -n west route add default via 192.168.50.1 dev eth0
ip -n west route add 10.75.2.0/32 dev cali7b942480e27
ip -n west route add 10.75.1.0/26 via 192.168.50.11 dev eth0 proto bird
ip -n west route add blackhole 10.75.2.0/26 proto bird
ip -n shop route add 169.254.1.1/32 dev eth0
ip -n shop route add default via 169.254.1.1 dev eth0
ip -n bank route add 169.254.1.1/32 dev eth0
ip -n bank route add default via 169.254.1.1 dev eth0
ip -n visitor route add 169.254.1.1/32 dev eth0
ip -n visitor route add default via 169.254.1.1 dev eth0
ip netns exec east ipset restore <<'E'
create cali40masq-ipam-pools hash:net family inet hashsize 1024 maxelem 1048576
add cali40masq-ipam-pools 10.75.0.0/16
create cali40all-ipam-pools hash:net family inet hashsize 1024 maxelem 1048576
add cali40all-ipam-pools 10.75.0.0/16
E
ip netns exec west ipset restore <<'E'
create cali40masq-ipam-pools hash:net family inet hashsize 1024 maxelem 1048576
add cali40masq-ipam-pools 10.75.0.0/16
create cali40all-ipam-pools hash:net family inet hashsize 1024 maxelem 1048576
add cali40all-ipam-pools 10.75.0.0/16
E
ip netns exec east iptables-restore <<'E'
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:CNI-DN-6550b25e30d365ae4e1a0 - [0:0]
:CNI-DN-fd32c93c3dc94717e22e6 - [0:0]
:CNI-HOSTPORT-DNAT - [0:0]
:CNI-HOSTPORT-MASQ - [0:0]
:CNI-HOSTPORT-SETMARK - [0:0]
:cali-OUTPUT - [0:0]
:cali-POSTROUTING - [0:0]
:cali-PREROUTING - [0:0]
:cali-fip-dnat - [0:0]
:cali-fip-snat - [0:0]
:cali-nat-outgoing - [0:0]
-A PREROUTING -m comment --comment "cali:6gwbT8clXdHdC1b1" -j cali-PREROUTING
-A PREROUTING -m addrtype --dst-type LOCAL -j CNI-HOSTPORT-DNAT
-A OUTPUT -m comment --comment "cali:tVnHkvAo15HuiPy0" -j cali-OUTPUT
-A OUTPUT -m addrtype --dst-type LOCAL -j CNI-HOSTPORT-DNAT
-A POSTROUTING -m comment --comment "CNI portfwd requiring masquerade" -j CNI-HOSTPORT-MASQ
-A POSTROUTING -m comment --comment "cali:O3lYWMrLQYEMJtB5" -j cali-POSTROUTING
-A CNI-DN-6550b25e30d365ae4e1a0 -s 10.75.1.1/32 -d 192.168.50.11/32 -p tcp -m tcp --dport 8081 -j CNI-HOSTPORT-SETMARK
-A CNI-DN-6550b25e30d365ae4e1a0 -s 127.0.0.1/32 -d 192.168.50.11/32 -p tcp -m tcp --dport 8081 -j CNI-HOSTPORT-SETMARK
-A CNI-DN-6550b25e30d365ae4e1a0 -d 192.168.50.11/32 -p tcp -m tcp --dport 8081 -j DNAT --to-destination 10.75.1.1:8080
-A CNI-DN-fd32c93c3dc94717e22e6 -s 10.75.1.0/32 -p tcp -m tcp --dport 80 -j CNI-HOSTPORT-SETMARK
-A CNI-DN-fd32c93c3dc94717e22e6 -s 127.0.0.1/32 -p tcp -m tcp --dport 80 -j CNI-HOSTPORT-SETMARK
-A CNI-DN-fd32c93c3dc94717e22e6 -p tcp -m tcp --dport 80 -j DNAT --to-destination 10.75.1.0:8080
-A CNI-HOSTPORT-DNAT -p tcp -m comment --comment "dnat name: \"k8s-pod-network\" id: \"d16ada74c40510fcebfdbc7db5ea3b1022f2a3d1128da1efb1c638589cf24bc7\"" -m multiport --dports 80 -j CNI-DN-fd32c93c3dc94717e22e6
-A CNI-HOSTPORT-DNAT -p tcp -m comment --comment "dnat name: \"k8s-pod-network\" id: \"f742b91e7b9bed2ebe78d91ec5ca61040d37db8c806316613eb6309fb7e6655b\"" -m multiport --dports 8081 -j CNI-DN-6550b25e30d365ae4e1a0
-A CNI-HOSTPORT-MASQ -m mark --mark 0x2000/0x2000 -j MASQUERADE
-A CNI-HOSTPORT-SETMARK -m comment --comment "CNI portfwd masquerade mark" -j MARK --set-xmark 0x2000/0x2000
-A cali-OUTPUT -m comment --comment "cali:GBTAv2p5CwevEyJm" -j cali-fip-dnat
-A cali-POSTROUTING -m comment --comment "cali:Z-c7XtVd2Bq7s_hA" -j cali-fip-snat
-A cali-POSTROUTING -m comment --comment "cali:nYKhEzDlr11Jccal" -j cali-nat-outgoing
-A cali-PREROUTING -m comment --comment "cali:r6XmIziWUJsdOK6Z" -j cali-fip-dnat
-A cali-nat-outgoing -m comment --comment "cali:flqWnvo8yq4ULQLa" -m set --match-set cali40masq-ipam-pools src -m set ! --match-set cali40all-ipam-pools dst -j MASQUERADE --random-fully
COMMIT
E
ip netns exec west iptables-restore <<'E'
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:cali-OUTPUT - [0:0]
:cali-POSTROUTING - [0:0]
:cali-PREROUTING - [0:0]
:cali-fip-dnat - [0:0]
:cali-fip-snat - [0:0]
:cali-nat-outgoing - [0:0]
-A PREROUTING -m comment --comment "cali:6gwbT8clXdHdC1b1" -j cali-PREROUTING
-A OUTPUT -m comment --comment "cali:tVnHkvAo15HuiPy0" -j cali-OUTPUT
-A POSTROUTING -m comment --comment "cali:O3lYWMrLQYEMJtB5" -j cali-POSTROUTING
-A cali-OUTPUT -m comment --comment "cali:GBTAv2p5CwevEyJm" -j cali-fip-dnat
-A cali-POSTROUTING -m comment --comment "cali:Z-c7XtVd2Bq7s_hA" -j cali-fip-snat
-A cali-POSTROUTING -m comment --comment "cali:nYKhEzDlr11Jccal" -j cali-nat-outgoing
-A cali-PREROUTING -m comment --comment "cali:r6XmIziWUJsdOK6Z" -j cali-fip-dnat
-A cali-nat-outgoing -m comment --comment "cali:flqWnvo8yq4ULQLa" -m set --match-set cali40masq-ipam-pools src -m set ! --match-set cali40all-ipam-pools dst -j MASQUERADE --random-fully
COMMIT
E
# in street the recorder itself answers HTTP on *:80
# in east the recorder itself answers HTTP on 0.0.0.0:179
# in west the recorder itself answers HTTP on 0.0.0.0:179
# in shop the recorder itself answers HTTP on *:8080
# in bank the recorder itself answers HTTP on *:8080
# in visitor the recorder itself answers HTTP on *:8080
